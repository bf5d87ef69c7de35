#!/usr/bin/env bash
# Cài sohoa trên máy không có mạng / installs sohoa on a machine without a network. See DOC-TRUOC.txt.
set -euo pipefail

readonly HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly NEEDED_MB=1500  # programs, Python packages and models, unpacked

say() { printf '%s\n  %s\n' "$1" "$2"; }
fail() { local code="$1"; shift; say "LỖI: $1" "ERROR: $2" >&2; exit "$code"; }
told() { sed -n "s/^$1=//p" "$HERE/bundle.txt"; }

usage() {
  cat <<'TEXT'
./install.sh [--to THƯ_MỤC] [--check]
  --to THƯ_MỤC   nơi cài / folder to install into   (~/.local/share/sohoa; root: /opt/sohoa)
  --check        chỉ kiểm tra, không cài / only look, install nothing
TEXT
}

# Every file is as it was made, and there is no other: pip and apt take what lies in the folders.
verify() {
  cd "$HERE"
  [ -f SHA256SUMS ] && [ -f bundle.txt ] || fail 4 "Thiếu SHA256SUMS hoặc bundle.txt: bộ cài không trọn vẹn." \
    "SHA256SUMS or bundle.txt is missing: this is not a whole bundle."
  local wrong strangers
  wrong="$(sha256sum --check --quiet --strict SHA256SUMS 2>&1)" || fail 4 "Bộ cài bị hỏng, chưa cài gì. Hãy chép lại tệp .tar:
$wrong" "The bundle is damaged, nothing was installed. Copy the .tar again."
  strangers="$(comm -13 <(cut -c67- SHA256SUMS | LC_ALL=C sort) \
    <(find . ! -type d ! -path ./SHA256SUMS | cut -c3- | LC_ALL=C sort))"
  [ -z "$strangers" ] || fail 4 "Bộ cài có tệp lạ, chưa cài gì: $strangers" \
    "There are files that do not belong to the bundle; nothing was installed."
  say "Đã kiểm tra mã băm của $(wc -l < SHA256SUMS) tệp: đúng." "Checksums of all files are right."
}

check_machine() {
  [ "$(uname -s)" = Linux ] && [ "$(uname -m)" = "$(told machine)" ] || fail 3 \
    "Bộ cài này dành cho Linux $(told machine); máy này là $(uname -s) $(uname -m)." \
    "This bundle is for Linux on $(told machine)."
}

# Sets PYTHON to one that the bundle has packages for, or to nothing.
find_python() {
  PYTHON=""
  local version name
  for version in $(told pythons); do
    for name in "python$version" python3; do
      if "$name" -c "import sys, venv, sqlite3; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" 2>/dev/null; then
        PYTHON="$(command -v "$name")"
        return
      fi
    done
  done
}

missing_programs() {
  local program
  for program in tesseract pdftoppm pdfinfo; do command -v "$program" >/dev/null || printf '%s ' "$program"; done
}

same_system() {
  local here=""
  [ -r /etc/os-release ] && here="$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release | tr -d '"')"
  [ -n "$(told system)" ] && [ "$here" = "$(told system)" ]
}

# Only the bundle is a source for apt here; what the system has already stays unless something needs a newer one.
install_packages() {
  say "Cài các gói hệ thống: $(told packages)" "Installing the system packages."
  local temporary log options
  temporary="$(mktemp -d)"
  log="$temporary/apt.log"
  mkdir -p "$temporary/lists/partial"
  ln -s "$HERE/debs" "$temporary/debs"  # a source of apt's may have no blank in its path
  echo "deb [trusted=yes] file:$temporary/debs ./" > "$temporary/sources.list"
  chmod 755 "$temporary"
  options=(-o "Dir::Etc::sourcelist=$temporary/sources.list" -o Dir::Etc::sourceparts=-
    -o "Dir::State::lists=$temporary/lists" -o APT::Install-Recommends=false -o APT::Sandbox::User=root
    -o Acquire::Languages=none)
  # shellcheck disable=SC2046 # the packages are words
  if ! { apt-get "${options[@]}" -qq update &&
    DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" -qq --yes install $(told packages); } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail 3 "apt-get không cài được các gói hệ thống (nhật ký: $log)." "apt-get could not install the packages."
  fi
  rm -rf "$temporary"
}

# Without the rights of root, or on another system: the programs run from the folder of sohoa with their own libraries.
unpack_programs() {
  local root="$1/root" loader libraries deb program
  [ -d "$HERE/debs" ] && command -v dpkg-deb >/dev/null || fail 3 \
    "Thiếu chương trình: $(missing_programs)- hãy nhờ quản trị cài: $(told packages)" \
    "Programs are missing; ask an administrator to install the packages named above."
  say "Giải nén tesseract và poppler vào $1 (không đụng đến hệ thống)." "Unpacking tesseract and poppler beside sohoa."
  mkdir -p "$root" "$1/bin"
  for deb in "$HERE"/debs/*.deb; do
    case "${deb##*/}" in python3*|libpython3*|dpkg_*|openssl_*|media-types_*) continue ;; esac
    dpkg-deb --extract "$deb" "$root"
  done
  loader="$(find "$root" -name 'ld-linux*.so.*' -type f | head -n 1)"
  libraries="$(find "$root" -type d -name '*-linux-gnu*' -path '*/lib/*' | sort -r | paste -s -d :)"
  for program in tesseract pdftoppm pdfinfo; do
    cat > "$1/bin/$program" <<SCRIPT
#!/bin/sh
export TESSDATA_PREFIX="$(dirname "$(find "$root" -name osd.traineddata)")"
export FONTCONFIG_PATH="$root/etc/fonts" XDG_DATA_HOME="$root/usr/share"
exec "$loader" --library-path "$libraries" "$root/usr/bin/$program" "\$@"
SCRIPT
    chmod 755 "$1/bin/$program"
  done
  "$1/bin/tesseract" --version >/dev/null 2>&1 && "$1/bin/pdftoppm" -v >/dev/null 2>&1 || fail 3 \
    "Chương trình giải nén không chạy được trên máy này; hãy nhờ quản trị cài: $(told packages)" \
    "The unpacked programs do not run here; ask an administrator to install the packages."
}

install_python_packages() {
  local venv="$1" pip
  pip="$(ls "$HERE"/wheels/pip-*.whl)"
  say "Tạo môi trường Python trong $venv (một, hai phút) ..." "Making the Python environment (a minute or two) ..."
  "$PYTHON" -m venv --without-pip "$venv"
  PIP_CONFIG_FILE=/dev/null "$venv/bin/python" "$pip/pip" --isolated install --quiet --no-index --no-cache-dir \
    --disable-pip-version-check --root-user-action ignore --find-links "$HERE/wheels" "sohoa==$(told version)" "$pip"
}

write_launcher() {
  mkdir -p "$2"
  rm -f "$2/sohoa"
  cat > "$2/sohoa" <<SCRIPT
#!/bin/sh
PATH="$1/programs/bin:\$PATH" exec "$1/venv/bin/sohoa" "\$@"
SCRIPT
  chmod 755 "$2/sohoa"
}

check_space() {
  local there="$1" free
  while [ ! -d "$there" ]; do there="$(dirname "$there")"; done
  free="$(df -Pm "$there" | awk 'NR == 2 { print $4 }')"
  [ "$free" -ge "$NEEDED_MB" ] || fail 6 "Ổ đĩa của $1 chỉ còn $free MB; cần $NEEDED_MB MB." \
    "Only $free MB are free there; $NEEDED_MB MB are needed."
}

# What is missing is said before anything is written.
plan_system() {
  SYSTEM=nothing
  [ -z "$(missing_programs)" ] && [ -n "$PYTHON" ] && return
  if [ "$(id -u)" = 0 ] && same_system; then SYSTEM=packages; return; fi
  if [ -z "$PYTHON" ]; then
    local how="sudo apt-get install python3"
    ! same_system || how="sudo ./install.sh"
    fail 3 "Máy chưa có Python phiên bản $(told pythons | sed 's/ / hoặc /g') (mô-đun venv, sqlite3). Cài bằng: $how" \
      "Python ($(told pythons)) with venv and sqlite3 is missing. Install it with: $how"
  fi
  SYSTEM=unpacked
}

main() {
  local to="$HOME/.local/share/sohoa" links="$HOME/.local/bin" only_check=""
  if [ "$(id -u)" = 0 ]; then to=/opt/sohoa links=/usr/local/bin; fi
  while [ $# -gt 0 ]; do
    case "$1" in
      --to) [ $# -ge 2 ] || { usage; exit 2; }; to="$(realpath -m "$2")"; shift 2 ;;
      --check) only_check=yes; shift ;;
      -h|--help) usage; exit 0 ;;
      *) usage >&2; exit 2 ;;
    esac
  done
  verify
  check_machine
  find_python
  plan_system
  check_space "$to"
  case "$SYSTEM" in
    nothing) say "Máy đã có Python ($PYTHON), tesseract, poppler." "All programs are there." ;;
    packages) say "Sẽ cài các gói hệ thống đi kèm (Python, tesseract, poppler)." "System packages will be installed." ;;
    unpacked) say "Python: $PYTHON. Sẽ giải nén cạnh sohoa: $(missing_programs)" "Will be unpacked beside sohoa." ;;
  esac
  [ -z "$only_check" ] || exit 0

  MADE="$to/$(told version)-$(date +%Y%m%d-%H%M%S)"  # an older installation works until the new one is whole
  mkdir -p "$MADE"
  trap 'rm -rf "$MADE"' EXIT
  if [ "$SYSTEM" = packages ]; then install_packages; find_python; fi
  if [ "$SYSTEM" = unpacked ]; then unpack_programs "$MADE/programs"; fi
  install_python_packages "$MADE/venv"
  write_launcher "$MADE" "$MADE/bin"
  "$MADE/bin/sohoa" doctor || fail 3 "Cài xong nhưng máy còn thiếu những thứ nêu trên; chưa thay bản cũ." \
    "Something is still missing (above); an older installation was left as it was."
  trap - EXIT
  write_launcher "$MADE" "$links"
  find "$to" -mindepth 1 -maxdepth 1 -type d -name '[0-9]*-[0-9]*-[0-9]*' ! -path "$MADE" -exec rm -rf {} +
  say "Đã cài sohoa $(told version) vào $MADE. Gỡ bỏ: xóa $to và $links/sohoa." "Installed. To remove it, delete both."
  case ":$PATH:" in
    *":$links:"*) say "Gõ: sohoa --help" "Type: sohoa --help" ;;
    *) say "Gõ: $links/sohoa --help   (hoặc mở lại cửa sổ dòng lệnh rồi gõ: sohoa --help)" \
      "Type the above, or open the terminal anew and type: sohoa --help" ;;
  esac
}

main "$@"
