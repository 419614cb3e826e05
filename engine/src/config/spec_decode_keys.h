// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/spec_text.h"
#include "telemetryhub/engine/core/decode_settings.h"
#include "telemetryhub/engine/core/error.h"

/// \file
/// The keys of a specification that say how bytes become samples.
namespace telemetryhub::engine {

/// Chooses a format and drops what a profile said for another one.
void chooseFormat(Format format, DecodeSettings& decode);
void chooseInner(Format inner, DecodeSettings& decode);
void chooseTime(SampleTime time, DecodeSettings& decode);

[[nodiscard]] Result<void> setDecode(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setInner(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setTime(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setTimeChannel(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setSync(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setTail(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setLength(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setFields(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setRepeats(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setChecksum(const SpecEntry& entry, DecodeSettings& decode);
[[nodiscard]] Result<void> setSkipAtStart(const SpecEntry& entry, DecodeSettings& decode);

}  // namespace telemetryhub::engine
