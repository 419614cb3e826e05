// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/fault_plan.h"

namespace telemetryhub::engine {

/// Reads faults to rehearse, such as `random:0.1` or `drop:0.01,delay:200ms`, and adds them to
/// `start`.
///
///   none                          takes away what was there
///   random:SHARE                  the device fails, by chance, before that share of its samples
///   intermittent:N                it fails N times, then it is good
///   deterministic:N               it fails after every N samples
///   drop, truncate, flip, garbage:SHARE
///                                 bytes get lost, lines lose their tail, bits flip, bytes come as
///                                 at a wrong baud rate
///   delay:TIME                    bytes come later
///   silence, unplug:AFTER:LENGTH  nothing comes; the link is lost and returns
///   communication[:SHARE]         all of the wire's, in a bearable mix
///   seed:N                        another seed draws other places
/// Errors: InvalidArgument names the part, what was expected, and the nearest word for a typo; also
///         for a kind that is there already.
[[nodiscard]] Result<FaultPlan> parseFault(std::string_view text, FaultPlan start = {});

/// The text that reads back as `plan`; `none` when it is empty.
[[nodiscard]] std::string faultText(const FaultPlan& plan);

}  // namespace telemetryhub::engine
