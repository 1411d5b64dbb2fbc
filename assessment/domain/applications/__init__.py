"""What arrives and the application that is read from it, with its versions and corrections."""
