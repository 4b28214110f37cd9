// WRONG: two threads change one object's reference count without any protection.
// build: tsan
// exits: 66
// seconds: 60
#include <functional>
#include <iostream>
#include <thread>

// begin object
struct Object {
  long references = 2;
};

// x = object
void refer(Object& o) { ++o.references; }

// del y
void forget(Object& o) { --o.references; }
// end object

int main() {
  Object object;
  {
    std::jthread first(refer, std::ref(object));
    std::jthread second(forget, std::ref(object));
  }
  std::cout << object.references << " references\n";
}
