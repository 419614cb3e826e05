// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/preview_words.h"

#include <algorithm>
#include <array>

#include "panels/format_words.h"
#include "panels/wire_text.h"
#include "theme/numbers.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceState;
using engine::ErrorCode;
using Answer = PreviewCheck::Answer;
using Remedy = PreviewCause::Remedy;

/// A device that speaks by itself has done so by then.
constexpr std::int64_t kPatienceNs = 2'000'000'000;
/// Before that many bytes nothing can be said about them.
constexpr std::uint64_t kEnoughBytes = 64;
constexpr int kUsualBaud = 115'200;
constexpr int kSecondBaud = 9'600;

bool isOpen(const PreviewSnapshot& seen) {
    return seen.device.state == DeviceState::Measuring;
}

std::int64_t ageOf(const PreviewSnapshot& seen) {
    return seen.now.steadyNs - seen.start.steadyNs;
}

const engine::SerialSettings* serialOf(const PreviewSnapshot& seen) {
    return std::get_if<engine::SerialSettings>(&seen.device.settings.bus);
}

PreviewCause silentCause(const PreviewSnapshot& seen) {
    PreviewCause cause;
    cause.title = Words::tr("Nothing arrives");
    const QString waited = durationText(ageOf(seen));
    if (const auto* serial = serialOf(seen)) {
        cause.text =
            Words::tr(
                "The port is open, but no byte came in %1. Probably the device waits for a "
                "command, or the cable has no data lines. Check cable and power; a device "
                "that only answers can be asked after connecting, with Send.")
                .arg(waited);
        if (serial->flow == engine::FlowControl::Hardware)
            cause.text = Words::tr(
                             "The port is open, but no byte came in %1. Hardware flow "
                             "control is on: without RTS and CTS in the cable nothing is "
                             "sent. Try without flow control.")
                             .arg(waited);
    } else if (std::holds_alternative<engine::UdpSettings>(seen.device.settings.bus)) {
        cause.text = Words::tr(
                         "No datagram came in %1. Check the address and the port at the "
                         "sender, and the firewall here.")
                         .arg(waited);
    } else {
        cause.text = Words::tr(
                         "Connected, but no byte came in %1. Probably the far end waits for "
                         "a command.")
                         .arg(waited);
    }
    return cause;
}

PreviewCause unreadableCause(const PreviewSnapshot& seen, double share) {
    PreviewCause cause;
    const auto* serial = serialOf(seen);
    if (!serial) {
        cause.title = Words::tr("Probably binary frames");
        cause.text = Words::tr(
                         "Bytes arrive, but %1 of them are not text and no format fits. "
                         "Choose a profile that has the layout of the frames.")
                         .arg(percentText(share));
        return cause;
    }
    cause.title = Words::tr("The baud rate is probably wrong");
    cause.baud = serial->baud == kUsualBaud ? kSecondBaud : kUsualBaud;
    cause.text = Words::tr(
                     "Bytes arrive, but %1 of them are not text and no format fits. Many devices "
                     "talk at %2 baud. Binary frames look like this, too: those need a profile.")
                     .arg(percentText(share), countText(static_cast<std::uint64_t>(cause.baud)));
    cause.remedy = Remedy::UseRate;
    cause.button = Words::tr("Use %1").arg(countText(static_cast<std::uint64_t>(cause.baud)));
    cause.ratesHelp = true;
    return cause;
}

PreviewCause undecodedCause(const PreviewSnapshot& seen) {
    const double share = unreadableShare(seen.tail);
    if (share >= kUnreadableShare) return unreadableCause(seen, share);
    PreviewCause cause;
    const bool hasDigit = std::any_of(seen.tail.begin(), seen.tail.end(),
                                      [](char byte) { return byte >= '0' && byte <= '9'; });
    const bool hasLine = seen.tail.find_first_of("\r\n") != std::string::npos;
    cause.title = hasDigit ? Words::tr("No format fits so far") : Words::tr("Text without numbers");
    if (!hasLine)
        cause.text = Words::tr(
                         "Text arrives, but no end of a line in the newest %1 bytes. Probably "
                         "the device does not end its lines, or the baud rate is a little "
                         "off.")
                         .arg(countText(seen.tail.size()));
    else if (hasDigit)
        cause.text = Words::tr(
            "Lines with numbers arrive, but they are written like none of the "
            "formats that were looked for. Choose a format above when you know "
            "it.");
    else
        cause.text = Words::tr(
            "Lines arrive, but no numbers in them: there is nothing to draw. "
            "They will stand in the console.");
    cause.ratesHelp = !hasLine && serialOf(seen);
    return cause;
}

}  // namespace

PreviewCause openingCause(const engine::Error& error) {
    PreviewCause cause;
    cause.text = QString::fromStdString(error.detail);
    switch (error.code) {
        case ErrorCode::PortBusy: cause.title = Words::tr("The port is in use"); break;
        case ErrorCode::PortForbidden:
            cause.title = Words::tr("You may not open the port");
            cause.remedy = Remedy::CopyCommand;
            cause.button = Words::tr("Copy the command");
            cause.command = QStringLiteral("sudo usermod -aG dialout \"$USER\"");
            return cause;
        case ErrorCode::PortAbsent:
        case ErrorCode::LinkLost: cause.title = Words::tr("Nothing is there"); break;
        default: cause.title = Words::tr("It cannot be opened");
    }
    cause.remedy = Remedy::TryNow;
    cause.button = Words::tr("Try now");
    return cause;
}

std::vector<PreviewCheck> checksBeforeOpening() {
    return {{Answer::No, Words::tr("The port can be opened")},
            {Answer::Waits, Words::tr("Bytes arrive")},
            {Answer::Waits, Words::tr("They read as text or as a known frame")},
            {Answer::Waits, Words::tr("Values change")}};
}

bool valuesChange(const engine::SampleStore& history, const PreviewSnapshot& seen) {
    const std::size_t channels = seen.device.channels ? seen.device.channels->size() : 0;
    std::array<engine::HistoryColumn, 1> column;
    for (std::size_t channel = 0; channel < channels; ++channel) {
        constexpr std::int64_t kSpan = 30'000'000'000;
        history.columns(PreviewFeed::kDevice, channel, seen.now.steadyNs - kSpan, kSpan, column);
        if (!column[0].empty() && column[0].min < column[0].max) return true;
    }
    return false;
}

std::vector<PreviewCheck> previewChecks(const PreviewSnapshot& seen) {
    const engine::Ledger& ledger = seen.device.ledger;
    const bool open = isOpen(seen);
    const bool failed = seen.device.state == DeviceState::Error;
    const bool arrived = ledger.bytesRead > 0;
    const bool decoded = ledger.samplesIn > 0;
    const auto answer = [](bool yes, bool no) {
        return yes ? Answer::Yes : no ? Answer::No : Answer::Waits;
    };
    std::vector<PreviewCheck> checks;
    checks.push_back({answer(open || arrived, failed), serialOf(seen)
                                                           ? Words::tr("The port can be opened")
                                                           : Words::tr("It can be opened")});
    const bool patient = ageOf(seen) >= kPatienceNs;
    const QString bytes = bytesText(ledger.bytesRead);
    checks.push_back(
        {answer(arrived, open && patient),
         arrived ? Words::tr("Bytes arrive: %1 in %2").arg(bytes, durationText(ageOf(seen)))
                 : Words::tr("Bytes arrive")});
    const bool enough = ledger.bytesRead >= kEnoughBytes;
    checks.push_back({answer(decoded, arrived && enough && patient),
                      Words::tr("They read as text or as a known frame")});
    checks.push_back({Answer::Waits, Words::tr("Values change")});
    return checks;
}

PreviewCause previewCause(const PreviewSnapshot& seen) {
    const engine::Ledger& ledger = seen.device.ledger;
    if (seen.device.state == DeviceState::Error && seen.device.lastError)
        return openingCause(*seen.device.lastError);
    if (ledger.samplesIn > 0 || ageOf(seen) < kPatienceNs) return {};
    if (ledger.bytesRead == 0) return isOpen(seen) ? silentCause(seen) : PreviewCause{};
    if (ledger.bytesRead < kEnoughBytes) return {};
    return undecodedCause(seen);
}

QString previewAccount(const PreviewSnapshot& seen) {
    const engine::Ledger& ledger = seen.device.ledger;
    return Words::tr("read %1 B = decoded %2 + discarded %3 + pending %4")
        .arg(countText(ledger.bytesRead), countText(ledger.bytesDecoded),
             countText(ledger.bytesDiscarded.total()), countText(ledger.bytesPending));
}

QString previewVerdict(const PreviewSnapshot& seen) {
    const engine::Ledger& ledger = seen.device.ledger;
    if (ledger.bytesRead == 0) return {};
    if (ledger.samplesIn == 0) return Words::tr("no format fits so far");
    const std::uint64_t damaged = seen.device.framesDamaged.total();
    const QString frames = countText(ledger.samplesIn);
    const QString format = QString::fromStdString(seen.device.formatText);
    return damaged == 0
               ? Words::tr("%1: %2 frames, none damaged").arg(format, frames)
               : Words::tr("%1: %2 frames, %3 damaged").arg(format, frames, countText(damaged));
}

}  // namespace telemetryhub::ui
