// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/decoding_words.h"

#include <algorithm>

#include <QStringList>

#include "panels/device_words.h"
#include "panels/format_words.h"
#include "panels/wire_text.h"
#include "theme/numbers.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceSnapshot;
using engine::DeviceState;
using engine::DiscardReason;
using engine::Format;

constexpr std::size_t kBytesALine = 16;
/// Damage that is worth a word.
constexpr double kNotableDamage = 0.01;

bool isPrintable(char byte) {
    return byte >= 0x20 && byte < 0x7F;
}

bool isBinary(Format format) {
    return format == Format::Frame || format == Format::Slip || format == Format::Cobs ||
           format == Format::Modbus;
}

QString withFullStop(QString sentence) {
    if (!sentence.endsWith(QLatin1Char('.'))) sentence += QLatin1Char('.');
    return sentence;
}

DecodingHint unreadableHint(const DeviceSnapshot& device, double share) {
    const auto* serial = std::get_if<engine::SerialSettings>(&device.settings.bus);
    if (!serial)
        return {AlarmLevel::Warning,
                Words::tr("%1 of the newest bytes are no text: probably binary frames. Choose "
                          "their format below, or connect again with a profile that has their "
                          "layout.")
                    .arg(percentText(share))};
    return {AlarmLevel::Warning,
            Words::tr("Probably the baud rate is wrong: %1 of the newest bytes are no text. It is "
                      "%2; compare it with the device. Binary frames look like this, too.")
                .arg(percentText(share))
                .arg(serial->baud)};
}

DecodingHint undecodedHint(const DeviceSnapshot& device) {
    const std::string_view bytes = device.rawTail;
    if (isBinary(device.settings.decode.format)) {
        const auto* serial = std::get_if<engine::SerialSettings>(&device.settings.bus);
        return {AlarmLevel::Warning,
                serial ? Words::tr("No whole frame so far. Compare the baud rate, %1, and the "
                                   "layout with the device.")
                             .arg(serial->baud)
                       : Words::tr("No whole frame so far. Compare the layout with the device.")};
    }
    if (const double share = unreadableShare(bytes); share >= kUnreadableShare)
        return unreadableHint(device, share);
    const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
    if (std::none_of(bytes.begin(), bytes.end(), isDigit))
        return {AlarmLevel::Info,
                Words::tr("The device sends text, but no numbers: there is nothing to draw. Its "
                          "lines stand in Device > Send\u2026.")};
    return {AlarmLevel::Info,
            Words::tr("The device sends text with numbers, but it does not fit the format so far. "
                      "Choose another one below when you know it.")};
}

}  // namespace

QString hexDump(std::string_view bytes) {
    QStringList lines;
    for (std::size_t at = 0; at < bytes.size(); at += kBytesALine) {
        QString hex;
        QString text;
        for (std::size_t i = 0; i < kBytesALine; ++i) {
            if (i == kBytesALine / 2) hex += QLatin1Char(' ');
            if (at + i >= bytes.size()) {
                hex += QStringLiteral("   ");
                continue;
            }
            const char byte = bytes[at + i];
            hex += QStringLiteral("%1 ").arg(static_cast<unsigned char>(byte), 2, 16,
                                             QLatin1Char('0'));
            text += isPrintable(byte) ? QLatin1Char(byte) : QLatin1Char('.');
        }
        lines << QStringLiteral("%1  %2 %3")
                     .arg(QStringLiteral("%1").arg(at, 4, 16, QLatin1Char('0')).toUpper(),
                          hex.toUpper(), text);
    }
    return lines.join(QLatin1Char('\n'));
}

QString decodingVerdict(const DeviceSnapshot& device) {
    const Format format = device.settings.decode.format;
    const QString found = QString::fromStdString(device.formatText);
    if (format != Format::Auto) {
        return withFullStop(found.isEmpty() ? formatWord(format) : found) + QLatin1Char(' ') +
               Words::tr("The format was chosen by hand or by the profile.");
    }
    if (!device.decision || device.ledger.bytesRead == 0)
        return Words::tr("The format is found by what comes.");
    const QString reason = withFullStop(QString::fromStdString(device.decision->reason));
    if (!device.decision->chosen) return Words::tr("No format fits so far: %1").arg(reason);
    return Words::tr("%1, %2: %3")
        .arg(formatWord(*device.decision->chosen),
             QString::fromStdString(device.decision->confidence), reason);
}

QString candidateReason(const DeviceSnapshot& device, Format format) {
    if (!device.decision || device.ledger.bytesRead == 0) return {};
    for (const auto& candidate : device.decision->candidates)
        if (candidate.format == format) return QString::fromStdString(candidate.reason);
    return format == Format::Auto ? QString()
                                  : Words::tr("not looked for: choose it when you know it");
}

DecodingHint decodingHint(const DeviceSnapshot& device) {
    if (device.ledger.bytesRead == 0) return {AlarmLevel::Info, noBytesText(device)};
    const bool stuck =
        device.state == DeviceState::Measuring && device.rateHz == 0 && !device.rawTail.empty();
    if (device.ledger.samplesIn == 0 || stuck) return undecodedHint(device);
    const auto damaged = static_cast<double>(device.framesDamaged.total());
    const double share = damaged / (damaged + static_cast<double>(device.ledger.samplesIn));
    if (share < kNotableDamage) return {};
    return {AlarmLevel::Warning,
            Words::tr("%1 of the frames are damaged. Compare the baud rate and look at the cable.")
                .arg(percentText(share))};
}

QString damageText(const DeviceSnapshot& device) {
    QStringList reasons;
    for (std::size_t i = 0; i < engine::kDiscardReasons; ++i) {
        const auto reason = static_cast<DiscardReason>(i);
        if (const auto count = device.framesDamaged[reason])
            reasons << countText(count) + QStringLiteral(": ") + discardReasonWord(reason);
    }
    if (reasons.isEmpty()) return Words::tr("No frame was damaged.");
    const auto total = device.framesDamaged.total();
    const QString list = reasons.join(QStringLiteral(", "));
    return total == 1 ? Words::tr("1 damaged frame (%1).").arg(list)
                      : Words::tr("%1 damaged frames (%2).").arg(countText(total), list);
}

QString noBytesText(const DeviceSnapshot& device) {
    if (device.ledger.bytesRead > 0)
        return Words::tr("Bytes are kept while nothing is decoded, and after damage.");
    return device.state == DeviceState::Idle
               ? Words::tr("No bytes so far: the device is stopped. Start it.")
               : Words::tr("No bytes so far. Check the cable, the port and the power.");
}

}  // namespace telemetryhub::ui
