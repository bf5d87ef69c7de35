"""What single pages say of the paper they belong to: where one begins, whether it is secret."""
