// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/serve/access_role.h"

namespace telemetryhub::engine {

std::string_view accessRoleName(AccessRole role) {
    switch (role) {
        case AccessRole::Viewer: return "viewer";
        case AccessRole::Ingest: return "ingest";
        case AccessRole::Operator: return "operator";
        case AccessRole::Admin: return "admin";
    }
    return "viewer";
}

std::optional<AccessRole> accessRoleNamed(std::string_view name) {
    for (const AccessRole role :
         {AccessRole::Viewer, AccessRole::Ingest, AccessRole::Operator, AccessRole::Admin})
        if (accessRoleName(role) == name) return role;
    return std::nullopt;
}

bool mayDo(AccessRole role, AccessRole least) {
    if (role == AccessRole::Admin || role == least) return true;
    return role == AccessRole::Operator && least != AccessRole::Admin;
}

}  // namespace telemetryhub::engine
