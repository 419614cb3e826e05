// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "decode_input.h"

namespace telemetryhub::app {

/// Whether a file is to be read as a session: by its name, or by how it begins.
[[nodiscard]] bool isRecording(const QString& path);

/// The raw bytes that a session keeps of a device, decoded as they were when it was recorded
/// unless something else is asked for.
/// Errors: those of `openSession` and `readingOf`; InvalidArgument or NotFound when it is not clear
/// which bytes are meant.
[[nodiscard]] engine::Result<DecodeInput> recordedInput(const CommandLine& line);

}  // namespace telemetryhub::app
