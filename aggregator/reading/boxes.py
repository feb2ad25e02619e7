"""Score boxes by their form: a value near its scale, votes near the value, bars by width, stars by fill."""
