// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace telemetryhub::app {

/// Lists the serial ports on standard output, as a table or as a JSON array. Opens none.
[[nodiscard]] int printPorts(bool asJson);

}  // namespace telemetryhub::app
