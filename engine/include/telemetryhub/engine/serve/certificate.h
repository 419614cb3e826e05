// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Writes a self-signed certificate for a year and its key, which its owner alone can read.
///
/// `names` are host names and addresses, one at least. A file that is there is never written over.
/// Errors: AlreadyExists and StorageFailed, naming the file; InvalidArgument for a name that is
///         none; Internal.
Result<void> makeCertificate(const std::string& certificateFile, const std::string& keyFile,
                             const std::vector<std::string>& names);

}  // namespace telemetryhub::engine
