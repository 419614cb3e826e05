// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace telemetryhub::bench {

/// Prints what packing and unpacking columns of a session file costs, beside a copy of their bytes.
void runBlobs();

}  // namespace telemetryhub::bench
