// Checkpoints that are saved in the background and survive whatever happens.
//
// checkpoint.cpp holds the writer; data_loader.hpp is the other half of the exercise.

#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "files.hpp"

namespace course {

class WriterClosed : public std::logic_error {
 public:
  WriterClosed() : std::logic_error("the checkpoint writer is closed") {}
};

// Saves checkpoints, one after the other, in one file.
//
// At every moment the file `path` holds one whole checkpoint: an older one or a
// newer one, never a part of one and never none, once there was one. That holds
// if the program is killed at any moment, if the power is cut at any moment, and
// if any operation of `files` fails. A checkpoint that was saved before another
// one does not come back once the newer one was on the disk.
//
// While it writes there may be one file more: `path` + ".tmp", in the same
// folder. It may be there from the start, because an earlier program was killed,
// and then the first save overwrites it. Once save() has taken anything, whether
// it could be written or not, that file is gone when close() has returned or
// thrown, unless `files` cannot remove it; and every file is closed. If nothing is
// saved, no operation of `files` is called.
//
// One thread of the writer does all the writing, by way of `files` alone. While
// there is nothing to write it sleeps. The members of a writer are called by
// one thread at a time.
class CheckpointWriter {
 public:
  // `files` must live longer than the writer. Nothing is written yet.
  CheckpointWriter(Files& files, std::string path);

  // Does what close() does. Nobody hears of a failure then.
  ~CheckpointWriter();
  CheckpointWriter(const CheckpointWriter&) = delete;
  CheckpointWriter& operator=(const CheckpointWriter&) = delete;

  // Takes a checkpoint to be saved and returns without waiting for the disk.
  // One checkpoint at most waits while another one is being written: this one
  // replaces it, and the one that waited is never written.
  //
  // If a save failed and nobody was told yet, throws what `files` threw, the
  // first if there were several, and does nothing else: `bytes` is not saved.
  // After that the writer works as before. Throws WriterClosed after close().
  void save(std::string bytes);

  // Waits until everything is written that save() took, and ends the thread.
  // When it returns, a power cut cannot take the newest checkpoint away any
  // more. Throws as save() does if a save failed and nobody was told; the
  // writer is closed all the same. Closing it again does nothing.
  void close();

 private:
  // What a writer consists of is up to checkpoint.cpp.
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace course
