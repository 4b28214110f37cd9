int main() { int unused = 1; }
