"""The contract file: what one provider may teach, at what price, and how the guide is read."""
