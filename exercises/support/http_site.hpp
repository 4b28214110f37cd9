// A web site for tests: a real HTTP server on loopback, in a process of its own,
// on a port that the system chose.
//
//   HttpSite site;                               // before any thread is started
//   http_get(site.url("/status/404"));
//   EXPECT_EQ(site.requests("/status/404"), 1);  // as the server saw it
//
// What it serves, by path:
//   /size/N            200 and N bytes, zeros among them
//   /status/S          status S and some words
//   /fails/K/S/NAME    status S for the first K requests, then 200 and 1000 + K bytes
//   /stall             half of a body, then nothing for as long as the client has patience
//   /trickle           a body that comes byte by byte and has no end within hours
//   /redirect/N        N redirects, then 200 and N bytes
//   /loop              a redirect to itself
//   /gather/N/NAME     200 and N bytes once N of these are under way at once, or
//                      once it is clear that they never will be
//   /flood/N/NAME      the same for pages of which there should never be so many:
//                      it is sooner sure that there are not
//   /wait/MS/NAME      200 after MS milliseconds; how many bytes only secret_size() tells
//   /every-other/S/MS/NAME  the same for every second request, and status S for the others
// Everything else is 404.
//
// The site ends with its object, or with the process that made it. What it
// counts lies in shared memory, so the counts are there as soon as the answer is.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace course::support {

class HttpSite {
 public:
  // Forks: call it while no other thread runs. Throws std::system_error.
  HttpSite();
  ~HttpSite();
  HttpSite(const HttpSite&) = delete;
  HttpSite& operator=(const HttpSite&) = delete;

  // "http://127.0.0.1:PORT" and the path.
  std::string url(const std::string& path) const;
  // A url on a port where nobody listens, and nobody will while the site lives.
  std::string refused() const;

  // How often `path` was asked for.
  int requests(const std::string& path) const;
  // The most requests that were under way at once. One is under way from its
  // arrival until its answer begins, so a client that waits for each answer
  // before it asks again never has more of them than open connections.
  int most_at_once() const;

  // What the pages of secret size hold is another secret from now on. Not while a page is
  // under way.
  void renew_secret(std::uint64_t seed);
  std::size_t secret_size(const std::string& path) const;

 private:
  struct Book;
  class Server;

  std::unique_ptr<Book> book_;
  pid_t owner_ = 0;  // a child that forgot to leave by _exit ends no site
  pid_t process_ = 0;
  int port_ = 0;
  int refusing_ = -1;  // bound, and never listens
  int refusing_port_ = 0;
};

}  // namespace course::support
