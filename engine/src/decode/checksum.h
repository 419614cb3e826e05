// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "telemetryhub/engine/core/frame_layout.h"

namespace telemetryhub::engine {

/// The checksum of the bytes as a number; in which order a frame writes it is the caller's.
///
/// Source: the parameters of the catalogue of CRC algorithms: CRC-8/SMBUS, CRC-16/MODBUS,
/// CRC-16/IBM-3740 (known as CCITT-FALSE), CRC-16/ARC and CRC-32/ISO-HDLC.
[[nodiscard]] std::uint32_t checksumOf(ChecksumKind kind, std::string_view bytes);

/// The value a frame wrote in `bytes`. \pre at most four bytes
[[nodiscard]] std::uint32_t writtenChecksum(std::string_view bytes, ByteOrder order);

}  // namespace telemetryhub::engine
