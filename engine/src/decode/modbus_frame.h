// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// One frame of a Modbus RTU line, without its CRC.
struct ModbusFrame {
    enum class Role : std::uint8_t {
        Request,
        Answer,
        Either,  ///< the answer to a single write repeats the request
        Exception,
        WithoutValues,  ///< of a function that neither reads nor writes registers or bits alone
    };

    Role role = Role::Request;
    int unit = 0;
    int function = 0;       ///< without the bit of an exception
    int address = 0;        ///< of the first register or bit; not in answers to reading
    int count = 0;          ///< of registers or bits; not in answers to reading
    int exceptionCode = 0;  ///< of Exception
    std::string_view data;  ///< values, as they are sent
};

/// What stands at the beginning of some bytes.
struct ModbusFind {
    enum class State : std::uint8_t { Incomplete, Whole, WrongChecksum, NoFrame };
    State state = State::Incomplete;
    std::size_t bytes = 0;  ///< of the frame, or the most it could have
    ModbusFrame frame;      ///< of Whole; its views end with the bytes
};

/// Frames are told by the lengths they can have and their CRC, because a USB adapter keeps no
/// silences. `expectedBytes` are those of an answer that is awaited: only where request and answer
/// have the same length they decide.
///
/// Source: Modbus application protocol V1.1b3 and Modbus over serial line V1.02; functions 1 to 6,
///         15 and 16 with what they carry; 7, 8, 11, 12, 17, 20 to 24 and 43 as frames; exceptions.
[[nodiscard]] ModbusFind findModbusFrame(std::string_view bytes,
                                         std::optional<std::size_t> expectedBytes);

/// How a person calls a function and an exception.
[[nodiscard]] std::string_view modbusFunctionName(int function);
[[nodiscard]] std::string_view modbusExceptionName(int code);

}  // namespace telemetryhub::engine
