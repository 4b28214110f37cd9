// What the user asked for.

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace cli {

// By option, see exporters.hpp; an empty path is not wanted.
using Files = std::map<std::string, std::filesystem::path>;

struct Options {
  std::filesystem::path root;  // the course's repository
  std::vector<std::string> names;
  bool quiet = false;
  bool verbose = false;

  std::filesystem::path tests;  // to lay over the exercises; empty: none
  bool reveal = false;          // what hidden tests found

  std::filesystem::path submission;  // run and replay; empty: this checkout

  struct {
    std::string name;  // of the exercise
    std::string test;  // "Suite.Name"
    std::string seed;
    bool whole = false;  // the seed's own steps, not the shortest that fail
    bool gdb = false;    // in a debugger
  } replay;

  struct {
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> includes;
    std::vector<std::string> arguments;  // of the program; of trace's as well
    unsigned schedules = 1'000;
    std::uint64_t seed = 1;
    std::string strategy = "mix";
    std::string adversary;
    std::string replay;
    bool gdb = false;
    unsigned budget = 0;  // seconds; 0: none
  } explore;

  struct {
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> includes;
    std::filesystem::path json;  // empty: not wanted
    std::filesystem::path html;
    unsigned runs = 3;        // on all CPUs, and as many on one
    unsigned deadline = 120;  // seconds, of one run
  } trace;

  struct {
    std::filesystem::path file;
  } report;

  Files files;  // run and report: what to write the report to

  struct {
    std::string name;
    unsigned task = 0;  // 0: the first that has more to say
  } hint;

  struct {
    std::string name;
  } reset;

  struct {
    std::filesystem::path folder;  // that holds the submissions
    std::filesystem::path out;
    bool again = false;  // also what was graded and could not be measured
    bool without_isolation = false;
    bool slurm = false;               // by tasks of Slurm
    std::size_t per_task = 4;         // submissions
    std::vector<std::string> sbatch;  // the user's options for it
  } batch;

  struct {
    std::filesystem::path file;
    bool without_isolation = false;
  } slice;

  struct {
    std::filesystem::path out;       // of the batch
    std::filesystem::path exported;  // by Canvas or Moodle
    std::string column;              // of the export
    std::string from = "total";      // of the batch's gradebook
    bool replace = false;            // what stands there
    std::filesystem::path late;      // what late hand-ins cost; empty: nothing
  } gradebook;

  struct {
    int repeat = 1;
    bool speed = false;      // nothing but timing is repeated
    bool hostile = false;    // only the attacks
    unsigned schedules = 0;  // only the solutions, in so many orders of their threads each
    bool orders = false;     // only the mistakes that schedules must find, in ever other orders
    unsigned one_in = 1;     // of the mistakes only one in so many
    std::string choice;      // which of them: any word
  } check;

  struct {
    std::filesystem::path folder;  // that becomes the students' repository
    bool quick = false;            // graded by this grader; its own is not built
  } release;

  struct {
    std::string platform;       // "gradescope", "classroom50"
    std::filesystem::path out;  // that does not exist yet
    unsigned minutes = 0;  // that the platform gives a submission; 0: as many as it usually does
  } bundle;
};

// A mistake in what the user typed. what() says what and what to do next.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace cli
