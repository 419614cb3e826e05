// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "telemetryhub/engine/core/frame_layout.h"

namespace telemetryhub::engine {

/// The checksum of the bytes as a number; in which order a frame writes it is the caller's.
///
/// Source: the parameters of the catalogue of CRC algorithms: CRC-8/SMBUS, CRC-16/MODBUS,
/// CRC-16/IBM-3740 (known as CCITT-FALSE), CRC-16/ARC, CRC-32/ISO-HDLC, CRC-8/DVB-S2,
/// CRC-16/XMODEM, CRC-16/IBM-SDLC (known as X.25), CRC-16/MCRF4XX, CRC-24/LTE-A (known as Q)
/// and CRC-32/ISCSI (known as C); Adler-32 as in RFC 1950; Fletcher-8 as u-blox receivers use it.
[[nodiscard]] std::uint32_t checksumOf(ChecksumKind kind, std::string_view bytes);

/// The value a frame wrote in `bytes`. \pre at most four bytes
[[nodiscard]] std::uint32_t writtenChecksum(std::string_view bytes, ByteOrder order);

}  // namespace telemetryhub::engine
