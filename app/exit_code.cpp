// SPDX-License-Identifier: GPL-3.0-or-later
#include "exit_code.h"

#include <string>

#include "log.h"

namespace telemetryhub::app {

namespace {

void printError(const std::string& line) {
    print(StandardStream::Error, LineKind::Announcement, QByteArray::fromStdString(line + '\n'));
}

}  // namespace

ExitCode reportError(const engine::Error& error) {
    printError("telemetryhub: " + error.detail);
    switch (error.code) {
        case engine::ErrorCode::InvalidArgument:
        case engine::ErrorCode::AlreadyExists:
        case engine::ErrorCode::NotFound:
        case engine::ErrorCode::NotAvailable: return ExitUsage;
        case engine::ErrorCode::FileDamaged:
        case engine::ErrorCode::Stopping:
        case engine::ErrorCode::StorageFailed: return ExitStorage;
        default: return ExitInternal;
    }
}

ExitCode reportListenerError(const engine::Error& error) {
    (void)reportError(error);
    return ExitListener;
}

ExitCode reportErrors(const std::vector<engine::ConfigError>& errors) {
    for (const engine::ConfigError& error : errors) {
        const char* prefix = error.place.layer == engine::ConfigLayer::File ? "" : "telemetryhub: ";
        printError(prefix + error.text());
    }
    return ExitUsage;
}

}  // namespace telemetryhub::app
