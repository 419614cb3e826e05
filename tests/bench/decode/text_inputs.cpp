// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cstdio>
#include <initializer_list>
#include <string_view>

#include "decode/checksum.h"
#include "inputs.h"

namespace telemetryhub::bench {

using namespace telemetryhub::engine;

namespace {

std::string typicalPlotter() {
    Random random;
    std::string text;
    std::array<char, 160> line{};
    for (std::size_t i = 0; i < kCsvLines / 2; ++i) {
        const int length = std::snprintf(
            line.data(), line.size(), "temp:%.2f,hum:%.2f,ax:%.3f,ay:%.3f,az:%.3f,light:%u\n",
            random.between(18, 25), random.between(30, 60), random.between(-2, 2),
            random.between(-2, 2), random.between(-2, 2), random.next() % 1024);
        text.append(line.data(), static_cast<std::size_t>(length));
    }
    return text;
}

void appendSentence(std::string& text, std::string_view body) {
    unsigned sum = 0;
    for (const char c : body)
        sum ^= static_cast<unsigned char>(c);
    std::array<char, 8> end{};
    std::snprintf(end.data(), end.size(), "*%02X\r\n", sum);
    text.append("$").append(body).append(end.data());
}

std::string typicalNmea() {
    Random random;
    std::string text;
    std::array<char, 160> body{};
    for (std::size_t i = 0; i < kCsvLines / 4; ++i) {
        const double minutes = random.between(0, 59.9);
        std::snprintf(body.data(), body.size(),
                      "GNRMC,%06zu.00,A,44%08.5f,N,121%08.5f,W,%.3f,%.2f,180315,,,A", i % 86400,
                      minutes, minutes, random.between(0, 12), random.between(0, 360));
        appendSentence(text, body.data());
        std::snprintf(body.data(), body.size(),
                      "GNGGA,%06zu.00,44%08.5f,N,121%08.5f,W,1,12,0.91,%.1f,M,-21.3,M,,", i % 86400,
                      minutes, minutes, random.between(1000, 1200));
        appendSentence(text, body.data());
    }
    return text;
}

std::string typicalTeleplot() {
    Random random;
    std::string text;
    std::array<char, 96> line{};
    for (std::size_t i = 0; i < kCsvLines / 2; ++i) {
        const int length = std::snprintf(line.data(), line.size(), ">temp:%zu:%.2f§°C\n", i * 10,
                                         random.between(18, 25));
        text.append(line.data(), static_cast<std::size_t>(length));
    }
    return text;
}

std::string typicalJson() {
    Random random;
    std::string text;
    std::array<char, 160> line{};
    for (std::size_t i = 0; i < kCsvLines / 4; ++i) {
        const int length = std::snprintf(
            line.data(), line.size(),
            "{\"temp\":%.2f,\"hum\":%.2f,\"acc\":{\"x\":%.3f,\"y\":%.3f},\"on\":true}\n",
            random.between(18, 25), random.between(30, 60), random.between(-2, 2),
            random.between(-2, 2));
        text.append(line.data(), static_cast<std::size_t>(length));
    }
    return text;
}

std::string typicalKeyValue() {
    Random random;
    std::string text;
    std::array<char, 160> line{};
    for (std::size_t i = 0; i < kCsvLines / 4; ++i) {
        const int length =
            std::snprintf(line.data(), line.size(), "temp=%.2f hum=%.2f ax=%.3f light=%u\n",
                          random.between(18, 25), random.between(30, 60), random.between(-2, 2),
                          random.next() % 1024);
        text.append(line.data(), static_cast<std::size_t>(length));
    }
    return text;
}

std::string typicalVeDirect() {
    Random random;
    std::string text;
    std::array<char, 256> block{};
    for (std::size_t i = 0; i < kCsvLines / 10; ++i) {
        const int length = std::snprintf(
            block.data(), block.size(),
            "\r\nPID\t0x203\r\nV\t%u\r\nI\t-%u\r\nP\t-%u\r\nCE\t-%u\r\nSOC\t%u\r\nTTG\t%u"
            "\r\nAlarm\tOFF\r\nRelay\tOFF\r\nAR\t0\r\nBMV\t700\r\nFW\t0308\r\nChecksum\t",
            12000 + random.next() % 1000, random.next() % 9000, random.next() % 100,
            random.next() % 90000, random.next() % 1000, random.next() % 1000);
        const std::string_view bytes(block.data(), static_cast<std::size_t>(length));
        text.append(bytes);
        text.push_back(static_cast<char>(checksumOf(ChecksumKind::Sum8Negated, bytes)));
    }
    return text;
}

std::string typicalDsmr() {
    Random random;
    std::string text;
    std::array<char, 1024> telegram{};
    for (std::size_t i = 0; i < kCsvLines / 20; ++i) {
        const int length = std::snprintf(
            telegram.data(), telegram.size(),
            "/TST5\\made up\r\n\r\n1-3:0.2.8(50)\r\n0-0:1.0.0(170102192002W)\r\n"
            "0-0:96.1.1(4B384547303034303436333935353037)\r\n1-0:1.8.1(%010.3f*kWh)\r\n"
            "1-0:1.8.2(%010.3f*kWh)\r\n1-0:2.8.1(000002.444*kWh)\r\n1-0:2.8.2(000000.000*kWh)\r\n"
            "0-0:96.14.0(0002)\r\n1-0:1.7.0(%06.3f*kW)\r\n1-0:2.7.0(00.000*kW)\r\n"
            "1-0:32.7.0(%05.1f*V)\r\n1-0:52.7.0(%05.1f*V)\r\n1-0:72.7.0(%05.1f*V)\r\n"
            "1-0:31.7.0(%03u*A)\r\n1-0:51.7.0(001*A)\r\n1-0:71.7.0(002*A)\r\n"
            "0-1:24.1.0(003)\r\n0-1:24.2.1(170102161005W)(00000.107*m3)\r\n!",
            random.between(0, 9000), random.between(0, 9000), random.between(0, 9),
            random.between(220, 240), random.between(220, 240), random.between(220, 240),
            random.next() % 25);
        const std::string_view bytes(telegram.data(), static_cast<std::size_t>(length));
        text.append(bytes);
        std::array<char, 8> crc{};
        std::snprintf(crc.data(), crc.size(), "%04X\r\n",
                      checksumOf(ChecksumKind::Crc16Arc, bytes));
        text.append(crc.data());
    }
    return text;
}

}  // namespace

/// What sensor boards send: a time in ms, counts of a converter, and readings of two or three
/// decimals.
std::string typicalCsv() {
    Random random;
    std::string text;
    std::array<char, 160> line{};
    for (std::size_t i = 0; i < kCsvLines; ++i) {
        const int length =
            std::snprintf(line.data(), line.size(), "%zu,%u,%.2f,%.2f,%.3f,%.3f,%u,%.1f\n",
                          1000 + i * 10, random.next() % 4096, random.between(18, 25),
                          random.between(30, 60), random.between(-2, 2), random.between(-2, 2),
                          random.next() % 1024, random.between(980, 1030));
        text.append(line.data(), static_cast<std::size_t>(length));
    }
    return text;
}

std::vector<DecodeInput> textInputs() {
    return {{"Serial Plotter, 6 labels", Format::Plotter, typicalPlotter()},
            {"Teleplot", Format::Teleplot, typicalTeleplot()},
            {"JSON Lines, 5 values", Format::Json, typicalJson()},
            {"key=value, 4 values", Format::KeyValue, typicalKeyValue()},
            {"NMEA 0183, RMC and GGA", Format::Nmea, typicalNmea()},
            {"VE.Direct text, 12 fields", Format::VeDirect, typicalVeDirect()},
            {"DSMR P1, 17 lines", Format::Dsmr, typicalDsmr()}};
}

}  // namespace telemetryhub::bench
