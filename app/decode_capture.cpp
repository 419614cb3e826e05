// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode_capture.h"

#include <memory>
#include <utility>

#include <QFile>

namespace telemetryhub::app {

using engine::Error;
using engine::ErrorCode;
using engine::Result;

namespace {

constexpr qint64 kChunkBytes = qint64{64} * 1024;

/// What can be calculated where nobody knows when the bytes came.
engine::ProcessingSettings withoutTime(engine::ProcessingSettings processing) {
    processing.alarms.clear();
    std::erase_if(processing.derived, [](const engine::DerivedChannel& derived) {
        return derived.window.count() > 0 || derived.kind == engine::Derivation::Rate ||
               derived.kind == engine::Derivation::Integral;
    });
    return processing;
}

Result<void> decodeCapture(QFile& file, engine::Decoder& decoder, Decoded& decoded) {
    decoder.begin(engine::StreamStart::Boundary);
    // A captured stream does not tell when its bytes came.
    decoded.samples().setReadTime(engine::kUnknownTime);
    while (true) {
        const QByteArray chunk = file.read(kChunkBytes);
        if (chunk.isEmpty()) break;
        decoder.decode({chunk.constData(), static_cast<std::size_t>(chunk.size())}, decoded);
        if (!decoded.written()) return decoded.written();
    }
    if (file.error() != QFileDevice::NoError)
        return Error{ErrorCode::StorageFailed, file.fileName().toStdString() + " cannot be read: " +
                                                   file.errorString().toStdString() + "."};
    decoder.finish(engine::StreamEnd::Complete, decoded);
    decoded.flush();
    return decoded.written();
}

}  // namespace

Result<DecodeInput> captureInput(const CommandLine& line) {
    auto reading = readingOf(line);
    if (!reading) return reading.error();
    reading.value().processing = withoutTime(std::move(reading.value().processing));
    const auto file = std::make_shared<QFile>(line.file);
    if (!file->open(QIODevice::ReadOnly))
        return Error{ErrorCode::StorageFailed, line.file.toStdString() + " cannot be read: " +
                                                   file->errorString().toStdString() + "."};
    return DecodeInput{[file](engine::Decoder& decoder, Decoded& decoded) {
                           return decodeCapture(*file, decoder, decoded);
                       },
                       std::move(reading).value(),
                       "capture",
                       {}};
}

}  // namespace telemetryhub::app
