// A process that unit tests look at from outside.

#pragma once

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <system_error>

namespace sandbox {

// A shell script that runs until this object goes.
class Background {
 public:
  explicit Background(std::string text) {
    std::string shell = "/bin/bash";
    std::string option = "-c";
    std::array<char*, 4> arguments{shell.data(), option.data(), text.data(), nullptr};
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int error =
        ::posix_spawn(&pid_, shell.c_str(), nullptr, &attributes, arguments.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0) {
      throw std::system_error(error, std::generic_category(), "posix_spawn");
    }
  }
  ~Background() { end(); }
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  pid_t pid() const { return pid_; }

  void end() {
    if (!ended_) {
      ::kill(-pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
      ended_ = true;
    }
  }

 private:
  pid_t pid_ = -1;
  bool ended_ = false;
};

}  // namespace sandbox
