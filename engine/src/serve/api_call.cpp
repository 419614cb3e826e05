// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/api_call.h"

#include <chrono>

#include "serve/api_parts.h"
#include "serve/http_error.h"

namespace telemetryhub::engine {

namespace {

constexpr std::chrono::milliseconds kRetryDelay{1'000};

}  // namespace

unsigned httpStatusOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidArgument:
        case ErrorCode::NotAvailable: return 400;
        case ErrorCode::NotAllowed: return 403;
        case ErrorCode::NotFound: return 404;
        case ErrorCode::AlreadyExists:
        case ErrorCode::DeviceInSafeState:
        case ErrorCode::NotMeasuring:
        case ErrorCode::AlreadyMeasuring:
        case ErrorCode::FileDamaged:
        case ErrorCode::PortAbsent:
        case ErrorCode::PortBusy:
        case ErrorCode::PortForbidden:
        case ErrorCode::NotASerialPort:
        case ErrorCode::LinkLost:
        case ErrorCode::ReadFailed:
        case ErrorCode::WriteFailed:
        case ErrorCode::DeviceSilent:
        case ErrorCode::DamagedFrames:
        case ErrorCode::Undecoded:
        case ErrorCode::InjectedFault:
        case ErrorCode::AlarmRaised: return 409;
        case ErrorCode::QueueFull:
        case ErrorCode::StorageFailed:
        case ErrorCode::Stopping:
        case ErrorCode::Internal: break;
    }
    return 503;
}

HttpResponse jsonResponse(unsigned status, std::string json) {
    HttpResponse response;
    response.status = status;
    response.body = std::make_shared<const std::string>(std::move(json));
    return response;
}

void ApiReply::json(unsigned status, std::string body) const {
    send(jsonResponse(status, std::move(body)));
}

void ApiReply::result(const Result<void>& result) const {
    if (!result) return fail(result.error());
    json("{\"ok\":true}");
}

void ApiReply::fail(const Error& error) const {
    fail(httpStatusOf(error.code), errorCodeName(error.code), error.detail);
}

void ApiReply::fail(unsigned status, std::string_view code, std::string_view message) const {
    send(status == 503 ? retryResponse(status, code, message, m_requestId, kRetryDelay)
                       : errorResponse(status, code, message, m_requestId));
}

Reply replyTo(const ApiCall& call, const ApiParts& parts) {
    return {parts.home, [reply = call.reply](const Result<void>& done) { reply.result(done); }};
}

}  // namespace telemetryhub::engine
