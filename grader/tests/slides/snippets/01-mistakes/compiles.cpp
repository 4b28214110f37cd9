// build: fails
int main() {}
