// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

std::string_view errorCodeName(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidArgument: return "invalid_argument";
        case ErrorCode::NotFound: return "not_found";
        case ErrorCode::AlreadyExists: return "already_exists";
        case ErrorCode::PortAbsent: return "port_absent";
        case ErrorCode::PortBusy: return "port_busy";
        case ErrorCode::PortForbidden: return "port_forbidden";
        case ErrorCode::NotASerialPort: return "not_a_serial_port";
        case ErrorCode::LinkLost: return "link_lost";
        case ErrorCode::ReadFailed: return "read_failed";
        case ErrorCode::DeviceSilent: return "device_silent";
        case ErrorCode::DamagedFrames: return "damaged_frames";
        case ErrorCode::Undecoded: return "undecoded";
        case ErrorCode::InjectedFault: return "injected_fault";
        case ErrorCode::AlarmRaised: return "alarm_raised";
        case ErrorCode::WriteFailed: return "write_failed";
        case ErrorCode::StorageFailed: return "storage_failed";
        case ErrorCode::FileDamaged: return "file_damaged";
        case ErrorCode::QueueFull: return "queue_full";
        case ErrorCode::DeviceInSafeState: return "device_in_safe_state";
        case ErrorCode::NotMeasuring: return "not_measuring";
        case ErrorCode::AlreadyMeasuring: return "already_measuring";
        case ErrorCode::Stopping: return "stopping";
        case ErrorCode::NotAllowed: return "not_allowed";
        case ErrorCode::NotAvailable: return "not_available";
        case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

std::optional<ErrorCode> errorCodeNamed(std::string_view name) {
    constexpr int kCodes = static_cast<int>(ErrorCode::Internal) + 1;
    for (int i = 0; i < kCodes; ++i) {
        const auto code = static_cast<ErrorCode>(i);
        if (errorCodeName(code) == name) return code;
    }
    return std::nullopt;
}

}  // namespace telemetryhub::engine
