// A file descriptor with an owner. Closed on destruction.

#pragma once

#include <sys/types.h>

#include <utility>

namespace sandbox {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
  }

  int get() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }
  void reset();

 private:
  int descriptor_ = -1;
};

struct DescriptorPair {
  Descriptor first;
  Descriptor second;
};

// All of them close-on-exec. Throw std::system_error.
DescriptorPair make_pipe();  // first: read end
DescriptorPair make_socket_pair();

}  // namespace sandbox
