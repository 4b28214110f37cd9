// 13 Shared memory: a queue that processes share, and that survives their death.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>

namespace course {

// Thrown by a push into a queue that takes nothing any more.
class QueueClosed : public std::runtime_error {
 public:
  QueueClosed() : std::runtime_error("the queue is closed") {}
};

// A first-in, first-out queue of messages that all have the same size. It lies
// in pages that the process which makes it shares with the children that it
// forks from then on: to all of them it is one queue.
//
// Every member may be called from any thread of any of these processes at the
// same time. Whoever waits sleeps: it uses no CPU and does not wake up now and
// then to look.
//
// A process may be killed at any moment, also inside a call. Then
//   - the call has happened completely or not at all: a message that was not
//     written to its end is never seen, and all others stay, in their order;
//   - what has happened wakes those who wait for it, as if the process lived;
//   - no other process waits for the dead one, in this call or in any later one.
// So every message that was pushed is popped by a process that asks for one, and
// is lost only if that process is killed after it has read it.
//
// Destroying the object takes the pages away from this process alone; the
// others go on. It must not happen while a thread of this process is in a call.
class SharedQueue {
 public:
  // Writes a message, or reads one, at its place in the shared pages. The queue
  // is locked meanwhile: no other call on it gets on, in any process. So it must
  // not call the queue itself.
  using Write = std::function<void(std::span<std::byte> message)>;
  using Read = std::function<void(std::span<const std::byte> message)>;

  // Room for `capacity` messages of `message_size` bytes each. Throws
  // std::invalid_argument if one of them is 0, or if the messages, together with
  // what else lies in the pages, are more bytes than std::size_t can count. Throws
  // std::system_error if the system refuses the pages.
  SharedQueue(std::size_t capacity, std::size_t message_size);
  ~SharedQueue();
  SharedQueue(const SharedQueue&) = delete;
  SharedQueue& operator=(const SharedQueue&) = delete;

  // Waits while the queue is full, lets `write` fill in a message of
  // `message_size` bytes, and adds it at the end. What the bytes were before is
  // open. If `write` throws, nothing is added, and the exception goes to the
  // caller. Throws QueueClosed, and does not call `write`, if the queue is closed
  // or becomes closed while this call waits. Throws std::invalid_argument if
  // `write` is empty.
  void push(const Write& write);

  // Waits while the queue is empty and open, lets `read` see the first message,
  // takes it out and returns true. If `read` throws, or its process is killed in
  // it, the message stays, and is the first for whoever pops next. False, and
  // `read` is not called, once the queue is closed and drained. Throws
  // std::invalid_argument if `read` is empty.
  bool pop(const Read& read);

  // From now on nothing is added; what is in the queue can still be taken out.
  // Every call that waits is woken. Closing a closed queue is allowed.
  void close();

  // How many messages are in the queue at this moment.
  std::size_t size() const;

 private:
  // What lies in the shared pages is up to shared_queue.cpp, and so is how this
  // process gives them back.
  struct Pages;
  struct Unmap {
    void operator()(Pages* pages) const noexcept;
  };
  std::unique_ptr<Pages, Unmap> pages_;
};

}  // namespace course
