// What the text of a submission may hold. Judged on tokens, so that comments
// and strings say what they like.
//
// Two views are needed. In the text itself: directives that make the compiler
// see something else than what stands there. In what is left after
// preprocessing: assembly, attributes and names that reach past the language,
// however a macro spelt them.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "course/exercise.hpp"
#include "submission/breach.hpp"
#include "submission/preprocessed.hpp"

namespace submission {

// `file`: the name that findings give it.
std::vector<Breach> breaches_in_text(const std::string& file, std::string_view text);

std::vector<Breach> breaches_in_code(const std::vector<Stretch>& code);

// The names that the exercise's manifest forbids.
std::vector<Breach> forbidden_names(const std::vector<Stretch>& code,
                                    const std::vector<course::Forbidden>& rules);

}  // namespace submission
