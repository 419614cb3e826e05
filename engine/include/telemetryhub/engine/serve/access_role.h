// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace telemetryhub::engine {

/// What a client of the listener may do.
enum class AccessRole {
    Viewer,    ///< reads
    Ingest,    ///< pushes samples and nothing else
    Operator,  ///< reads, pushes, commands; adds and removes no devices
    Admin,     ///< everything
};

/// `viewer`, `ingest`, `operator`, `admin`.
[[nodiscard]] std::string_view accessRoleName(AccessRole role);
[[nodiscard]] std::optional<AccessRole> accessRoleNamed(std::string_view name);

/// Whether `role` may do what asks for `least`. Viewer and Ingest stand beside each other.
[[nodiscard]] bool mayDo(AccessRole role, AccessRole least);

}  // namespace telemetryhub::engine
