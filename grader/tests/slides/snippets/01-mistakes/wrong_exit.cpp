// Exits with 3, and does not say so.
int main() { return 3; }
