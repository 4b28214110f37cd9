// 16 Data loader: samples that are there when the training asks for them.
//
// data_loader.cpp holds the loader; checkpoint.hpp is the other half of the exercise.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace course {

// What is in one file of a dataset: a picture, a recording, a row of numbers.
using Sample = std::string;

struct Dataset {
  std::size_t size = 0;
  // Loads sample `index`, from 0 to size - 1. May take long, may throw, and may
  // be called from several threads at once.
  std::function<Sample(std::size_t index)> load;
};

struct LoaderOptions {
  std::size_t batch = 1;     // samples in a batch; the last one of an epoch may have fewer
  unsigned workers = 1;      // threads that load
  std::size_t prefetch = 2;  // batches that are begun before they are asked for
  std::uint64_t seed = 0;    // of the order
};

using Batch = std::vector<Sample>;

// One way through a dataset, batch by batch. Made by DataLoader::epoch().
//
// Batch b holds the samples that stand in epoch_order(size, seed, number) (see
// epoch_order.hpp) from b * batch on, in that order, whatever the workers do.
//
// From the start on, `workers` threads load; nobody else does. Loads begin in
// the order of the epoch. Batch b may be begun once fewer than `prefetch`
// batches before it are begun and not yet handed out: so never more than
// `prefetch` batches are in memory or on their way there. Within this bound no
// worker rests while a sample is left to begin, whichever batch it belongs to.
// A worker that has nothing to do sleeps and uses no CPU.
//
// Its members are called by one thread at a time. It does not need the
// DataLoader that made it.
class Epoch {
 public:
  // Leaves the epoch: begins no further load, waits for those under way, and
  // ends the workers.
  ~Epoch();
  Epoch(const Epoch&) = delete;
  Epoch& operator=(const Epoch&) = delete;

  // The next batch; sleeps until it is there. A batch counts as handed out when
  // this call takes it. Nothing once all batches were handed out, however often
  // it is called then.
  //
  // If a load throws, the other samples of its batch are loaded all the same,
  // and so are all other batches. This call then throws instead of returning
  // that batch: of several exceptions the one that comes first in the batch. The
  // batch counts as handed out, and the next call returns the one after it.
  std::optional<Batch> next();

  // for (const Batch& batch : loader.epoch(0)) ... COURSE CODE.
  class Iterator {
   public:
    using value_type = Batch;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    explicit Iterator(Epoch& epoch) : epoch_(&epoch), batch_(epoch.next()) {}
    const Batch& operator*() const { return *batch_; }
    Iterator& operator++() {
      batch_ = epoch_->next();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t /*end*/) const { return !batch_.has_value(); }

   private:
    Epoch* epoch_;
    std::optional<Batch> batch_;
  };
  Iterator begin() { return Iterator(*this); }
  static std::default_sentinel_t end() { return std::default_sentinel; }

 private:
  friend class DataLoader;
  // The options have been checked. Throws std::system_error, and leaves no
  // thread, if the system refuses one.
  Epoch(Dataset dataset, LoaderOptions options, std::uint64_t number);

  // What an epoch consists of is up to data_loader.cpp.
  struct State;
  std::unique_ptr<State> state_;
};

// Goes through a dataset as often as it is asked to.
class DataLoader {
 public:
  // Throws std::invalid_argument if `batch`, `workers` or `prefetch` is 0, or
  // if `dataset.load` is empty. Everything else is allowed: an empty dataset has
  // no batches, and a batch, a prefetch or a number of workers larger than the
  // dataset does no harm.
  DataLoader(Dataset dataset, LoaderOptions options);

  // Starts epoch `number`. Any number, in any order, as often as you like; a
  // number always gives the same batches. Several epochs may be open at once.
  Epoch epoch(std::uint64_t number) const { return Epoch(dataset_, options_, number); }

 private:
  Dataset dataset_;
  LoaderOptions options_;
};

}  // namespace course
