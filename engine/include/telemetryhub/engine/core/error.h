// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace telemetryhub::engine {

/// What went wrong, to branch on. The snake_case name is the vocabulary of logs, REST and tests.
enum class ErrorCode {
    InvalidArgument,    ///< a value that cannot be used: option, specification, setting
    NotFound,           ///< a device, channel or file that does not exist
    AlreadyExists,      ///< an id that is taken
    PortAbsent,         ///< the port does not exist (unplugged, mistyped)
    PortBusy,           ///< another process holds the port
    PortForbidden,      ///< the port exists, this user may not open it
    NotASerialPort,     ///< the path is something else
    LinkLost,           ///< the far end went away while it was open
    ReadFailed,         ///< the operating system reported a read error
    DeviceSilent,       ///< no sample for longer than the silence timeout
    DamagedFrames,      ///< more damaged frames than the limit allows
    Undecoded,          ///< bytes come, and none of them was ever a sample
    InjectedFault,      ///< a fault that is rehearsed
    AlarmRaised,        ///< a critical alarm that asks for SafeState
    WriteFailed,        ///< bytes could not be sent
    StorageFailed,      ///< a file could not be created, written or synced
    FileDamaged,        ///< a file whose content is not what it was written with
    QueueFull,          ///< a bounded queue has no room
    DeviceInSafeState,  ///< refused: the device is latched in SafeState
    NotMeasuring,       ///< refused: the command needs a measuring device
    AlreadyMeasuring,   ///< refused: the device measures
    Stopping,           ///< refused: the gateway shuts down
    NotAllowed,         ///< refused: a rule of the listener forbids it
    NotAvailable,       ///< the feature is not part of this build
    Internal,           ///< a broken assumption; stays the last
};

/// The stable name of a code, such as `port_busy`.
[[nodiscard]] std::string_view errorCodeName(ErrorCode code);
/// The code of a name.
[[nodiscard]] std::optional<ErrorCode> errorCodeNamed(std::string_view name);

/// One failure: a code for programs and a sentence for a person that names the remedy.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;

    friend bool operator==(const Error&, const Error&) = default;
};

/// A value or the reason why there is none.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool hasValue() const { return m_content.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    /// \pre `hasValue()`
    [[nodiscard]] const T& value() const& { return *std::get_if<0>(&m_content); }
    [[nodiscard]] T& value() & { return *std::get_if<0>(&m_content); }
    [[nodiscard]] T&& value() && { return std::move(*std::get_if<0>(&m_content)); }
    /// \pre `!hasValue()`
    [[nodiscard]] const Error& error() const { return *std::get_if<1>(&m_content); }

private:
    std::variant<T, Error> m_content;
};

/// Success, or the reason of a failure.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool hasValue() const { return m_content.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    /// \pre `!hasValue()`
    [[nodiscard]] const Error& error() const { return *std::get_if<1>(&m_content); }

private:
    std::variant<std::monostate, Error> m_content;
};

}  // namespace telemetryhub::engine
