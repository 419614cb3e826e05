// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace telemetryhub::app {

/// Lets the process open as many files as the system allows it: a device takes one, and the usual
/// limit of 1024 would be reached by a thousand devices.
void raiseDescriptorLimit();

}  // namespace telemetryhub::app
