// SIGINT and SIGTERM, turned into something that every waiting thread sees.
//
// The handlers stay installed for as long as the object lives; one at a time.

#pragma once

#include <stdexcept>

#include "sandbox/descriptor.hpp"

namespace sandbox {

class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // Readable, and readable for ever, once a signal has come. For poll().
  int descriptor() const { return read_end_.get(); }

  bool pending() const;
  void throw_if_pending() const;

 private:
  Descriptor read_end_;
  Descriptor write_end_;
};

}  // namespace sandbox
