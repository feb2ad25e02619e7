"""One module per site or platform. A module is found because it lies here: nothing lists them."""
