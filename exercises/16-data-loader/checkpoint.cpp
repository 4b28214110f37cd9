#include "checkpoint.hpp"

#include "support/not_written_yet.hpp"

namespace course {

struct CheckpointWriter::State {
  // TODO: everything that the caller and the thread that writes share.
};

CheckpointWriter::CheckpointWriter(Files& files, std::string path) {
  // TODO: a thread that writes whatever comes, and survives an operation that fails.
  // TODO: at every moment, what a kill or a power cut leaves is a whole checkpoint.
  throw NotWrittenYet("CheckpointWriter");
}

CheckpointWriter::~CheckpointWriter() {
  // TODO: nothing that was taken is lost.
}

void CheckpointWriter::save(std::string bytes) {
  // TODO: the caller goes on at once, and the newest checkpoint wins.
  throw NotWrittenYet("CheckpointWriter::save");
}

void CheckpointWriter::close() {
  // TODO: everything is on the disk, or the caller hears why not.
  throw NotWrittenYet("CheckpointWriter::close");
}

}  // namespace course
