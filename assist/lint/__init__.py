"""`assist kb check`: a client's folder read as a careful reviewer reads it. Changes nothing."""
