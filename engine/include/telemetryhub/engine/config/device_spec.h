// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

class FileAccess;

/// Reads a device specification such as `serial:/dev/ttyUSB0?baud=115200&decode=csv`.
///
/// Schemes: `serial:PATH`, `sim:NAME`, `replay:FILE`, `tcp:HOST:PORT`, `udp:PORT` or
/// `udp:ADDRESS:PORT`, `push:NAME`. Without an `id` key the id is made from what follows the
/// scheme. A bare path that begins with `/` is a serial port. `%XX` is decoded.
///   all     profile: a built-in name or a file; applied first, the other keys overrule it
///   all     id failure_threshold safe_command fault_seed
///   all     absent_limit: `10m`, `off`
///   all     scale=NAME:FACTOR[:OFFSET], repeats
///   all     channel derive alarm command, repeat, see processing_text.h; `none` takes away those
///           before it; an item of a name that the profile has replaces it
///   all     fault=KIND[:...], repeats, see parseFault
///   all but push             decode overflow; a replay blocks whatever its overflow
///   all but push             inner time time_channel sync length fields repeat_fields checksum
///                            tail skip_at_start, register (repeats), see frame_text.h
///   all but replay           silence_timeout: `2s`, `250ms`, `off`
///   all but replay and push  damage_limit damage_window
///   serial  baud data parity stop flow dtr rts
///   sim     rate channels seed
///   udp     multicast=GROUP interface=NAME
///   replay  speed: `max`, or times the wire's; repeat baud; device: which one of a session
/// Errors: InvalidArgument names the part that is wrong, what was expected, and the nearest word
///         for a typo; NotAvailable for what is not part of this build.
[[nodiscard]] Result<DeviceSettings> parseDeviceSpec(std::string_view spec);

/// The same for one that somebody sent, who may name only those files. Waits for the disk.
/// Errors: NotAllowed, NotFound.
[[nodiscard]] Result<DeviceSettings> parseDeviceSpec(std::string_view spec,
                                                     const FileAccess& files);

/// The specification that reads back as `settings`; what has its default, or is as its profile says
/// now, is left out. Reads the profile.
[[nodiscard]] std::string deviceSpec(const DeviceSettings& settings);

[[nodiscard]] Result<Overflow> parseOverflow(std::string_view text);
[[nodiscard]] std::string_view overflowName(Overflow policy);
[[nodiscard]] Result<Format> parseFormat(std::string_view text);
[[nodiscard]] std::string_view formatName(Format format);
[[nodiscard]] Result<SampleTime> parseSampleTime(std::string_view text);
[[nodiscard]] std::string_view sampleTimeName(SampleTime time);

}  // namespace telemetryhub::engine
