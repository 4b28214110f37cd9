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

void refer(Object& object) { ++object.references; }   // x = object
void forget(Object& object) { --object.references; }  // del y
// end object

int main() {
  Object object;
  {
    // begin threads
    std::jthread first(refer, std::ref(object));
    std::jthread second(forget, std::ref(object));
    // end threads
  }
  std::cout << object.references << " references\n";
}
