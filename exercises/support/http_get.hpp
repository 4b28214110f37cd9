// One page by HTTP, and never later than asked for.
//
// A small client: it follows redirects, reads the whole body into memory, and
// opens a connection of its own for every request. It knows no encryption, and
// it looks no names up: a look-up cannot be bounded in time.
//
// Thread-safe. Waiting uses no CPU.

#pragma once

#include <chrono>
#include <stdexcept>
#include <string>

namespace course {

// What the server said. A body may hold any bytes, zeros included.
struct HttpAnswer {
  int status = 0;  // 200, 404, 503, ...; never one of a redirect that was followed
  std::string body;
};

// There is no answer. what() says why, in one of these words:
//   "timed out", "connection refused", "connection lost", "too many redirects",
//   "no answer in HTTP", "too large", "not a url"
class HttpError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Moments, not lengths of time: whoever tries again keeps to the same moment.
struct HttpDeadlines {
  using Moment = std::chrono::steady_clock::time_point;

  Moment connected = Moment::max();  // the connection must stand; says nothing of what follows
  Moment complete = Moment::max();   // the whole body must be there, redirects included
};

// Gets the page at `url`, "http://HOST:PORT/PATH", where HOST is an IPv4 address
// or "localhost", ":PORT" may be missing (80), and so may "/PATH".
//
// Any status is an answer. At most five redirects are followed, all within the
// same deadlines. Throws HttpError if there is no answer; past a deadline,
// always "timed out". A body of more than 64 MiB is "too large". Throws
// std::system_error if the system refuses a socket.
HttpAnswer http_get(const std::string& url, HttpDeadlines deadlines = {});

}  // namespace course
