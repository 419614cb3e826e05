// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/json_object.h"
#include "telemetryhub/engine/config/profile.h"

/// \file
/// Reads the parts of a profile; mistakes go to the object's.
namespace telemetryhub::engine {

/// `format`, `inner`, `frame`, `registers`, `time`, `time_channel`.
void readDecodePart(JsonObject& root, DecodeSettings& decode);

/// `channels`, `derived`, `alarms`; names that stand in no channel are mistakes when `decode` or
/// `channels` lists them.
void readProcessingPart(JsonObject& root, const DecodeSettings& decode,
                        ProcessingSettings& processing);

}  // namespace telemetryhub::engine
