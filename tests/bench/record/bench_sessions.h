// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace telemetryhub::bench {

/// Prints what recording into a session file costs, and what opening, showing and exporting one.
/// The files are made in a folder of their own in the current directory and removed.
void runSessions();

}  // namespace telemetryhub::bench
