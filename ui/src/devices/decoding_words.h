// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>

#include "telemetryhub/engine/hub/snapshot.h"
#include "theme/state_shape.h"

namespace telemetryhub::ui {

// What the window says about how the bytes of a device are read. A cause that is guessed is called
// probable, and says what was looked at.

/// 16 bytes a line: `0000  24 47 50 ...  $GP...`; what is no printable ASCII is a dot.
[[nodiscard]] QString hexDump(std::string_view bytes);

/// The format in use, how sure that is and why; or why there is none.
[[nodiscard]] QString decodingVerdict(const engine::DeviceSnapshot& device);
/// What speaks for or against a format; empty while nobody looks.
[[nodiscard]] QString candidateReason(const engine::DeviceSnapshot& device, engine::Format format);

/// Why nothing is seen, and what to do.
struct DecodingHint {
    AlarmLevel level = AlarmLevel::Info;
    QString text;
};
[[nodiscard]] DecodingHint decodingHint(const engine::DeviceSnapshot& device);

/// `12 damaged frames (8: wrong checksum, 4: frame too long).`
[[nodiscard]] QString damageText(const engine::DeviceSnapshot& device);
/// What stands in place of the newest bytes when there are none.
[[nodiscard]] QString noBytesText(const engine::DeviceSnapshot& device);

}  // namespace telemetryhub::ui
