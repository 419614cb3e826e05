// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode_recording.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "open_session.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/profile.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/raw_piece.h"
#include "telemetryhub/engine/record/session_paths.h"

namespace telemetryhub::app {

using engine::Error;
using engine::ErrorCode;
using engine::Result;

namespace {

/// The bytes of a device as they came over its wire, at their times.
class RawStream {
public:
    RawStream(engine::Decoder& decoder, Decoded& decoded, std::int64_t wireNsPerByte)
        : m_decoder(decoder), m_decoded(decoded), m_wireNsPerByte(wireNsPerByte) {}

    void take(const engine::RawPiece& piece) {
        using Kind = engine::RawPiece::Kind;
        // Bytes that were not kept tear the stream.
        if (piece.firstByte != m_nextByte) end(engine::StreamEnd::Cut);
        switch (piece.kind) {
            case Kind::BeginsAtBoundary: begin(engine::StreamStart::Boundary); break;
            case Kind::BeginsMidFrame: begin(engine::StreamStart::MidFrame); break;
            case Kind::EndsComplete: end(engine::StreamEnd::Complete); break;
            case Kind::EndsCut: end(engine::StreamEnd::Cut); break;
            case Kind::Bytes:
                if (!m_isOpen) begin(engine::StreamStart::MidFrame);
                m_decoded.samples().clock().beginRead(
                    {piece.time, piece.bytes.size(), m_wireNsPerByte});
                m_decoder.decode(piece.bytes, m_decoded);
        }
        m_nextByte = piece.firstByte + piece.bytes.size();
    }
    void end(engine::StreamEnd how) {
        if (std::exchange(m_isOpen, false)) m_decoder.finish(how, m_decoded);
    }

private:
    void begin(engine::StreamStart how) {
        end(engine::StreamEnd::Cut);
        m_decoder.begin(how);
        m_decoded.samples().clock().beginStream();
        m_isOpen = true;
    }

    engine::Decoder& m_decoder;
    Decoded& m_decoded;
    const std::int64_t m_wireNsPerByte;
    bool m_isOpen = false;
    std::uint64_t m_nextByte = 0;
};

/// The speed of its wire, as it was when it was recorded, so that rows have the times they had.
std::int64_t wireOf(const engine::SessionDevice& device) {
    const auto settings = engine::parseDeviceSpec(device.specification);
    return settings ? engine::wireNsPerByte(settings.value().bus) : 0;
}

Result<void> decodeRaw(engine::SessionReader& session, const engine::SessionDevice& device,
                       engine::Decoder& decoder, Decoded& decoded) {
    RawStream stream(decoder, decoded, wireOf(device));
    session.readRaw(device.id, [&](const engine::RawPiece& piece) {
        stream.take(piece);
        return decoded.written().hasValue();
    });
    stream.end(engine::StreamEnd::Cut);
    decoded.flush();
    if (!decoded.written()) return decoded.written();
    if (session.info().damage.empty()) return {};
    return Error{ErrorCode::FileDamaged, "The recording is damaged, the rest was decoded: " +
                                             session.info().damage.front() + '.'};
}

Result<engine::RecordedDeviceInfo> rawDevice(const CommandLine& line,
                                             const engine::SessionInfo& info) {
    std::vector<engine::RecordedDeviceInfo> withRaw;
    std::string names;
    for (const engine::RecordedDeviceInfo& device : info.devices) {
        if (device.rawBytes == 0) continue;
        names += ' ' + device.device.name;
        if (line.decodeDevice.empty() || line.decodeDevice == device.device.name)
            withRaw.push_back(device);
    }
    if (withRaw.size() == 1) return withRaw.front();
    if (names.empty())
        return Error{ErrorCode::NotFound,
                     "There are no raw bytes in it. Record with --record-raw to keep them."};
    return Error{ErrorCode::InvalidArgument, "Say which device with --device:" + names + '.'};
}

/// The profile is in the recording, because the file that it came from may have changed since.
Result<Reading> readingWhenRecorded(const engine::SessionDevice& device) {
    if (device.profile.empty()) {
        auto settings = engine::parseDeviceSpec(device.specification);
        if (!settings) return settings.error();
        return Reading{settings.value().decode, settings.value().processing};
    }
    const engine::ReadProfile read = engine::readProfile(device.name, device.profile);
    if (!read.errors.empty()) return Error{ErrorCode::FileDamaged, read.errors.front().text()};
    return Reading{read.profile.decode, read.profile.processing};
}

}  // namespace

bool isRecording(const QString& path) {
    return engine::isSession(path.toStdString());
}

Result<DecodeInput> recordedInput(const CommandLine& line) {
    auto opened = openSession(line.file);
    if (!opened) return opened.error();
    const std::shared_ptr<engine::SessionReader> session = std::move(opened).value();
    const auto device = rawDevice(line, session->info());
    if (!device) return device.error();
    const engine::SessionDevice source = device.value().device;
    const bool isOverruled = line.decodeFormat || !line.decodeProfile.empty();
    auto reading = isOverruled ? readingOf(line) : readingWhenRecorded(source);
    if (!reading) return reading.error();
    return DecodeInput{[session, source](engine::Decoder& decoder, Decoded& decoded) {
                           return decodeRaw(*session, source, decoder, decoded);
                       },
                       std::move(reading).value(), source.name, session->info().start};
}

}  // namespace telemetryhub::app
