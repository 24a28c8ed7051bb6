"""What editors do with a publication's files beside building: lint them and test them."""
