// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace telemetryhub::app {

/// Lists the built-in device profiles on standard output, as a table or as a JSON array.
[[nodiscard]] int printProfiles(bool asJson);

}  // namespace telemetryhub::app
