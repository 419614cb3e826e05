// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/format_words.h"

#include <QCoreApplication>

namespace telemetryhub::ui {
namespace {

QString formatTr(const char* text) {
    return QCoreApplication::translate("format_words", text);
}

}  // namespace

QString formatWord(engine::Format format) {
    using engine::Format;
    switch (format) {
        case Format::Auto: return formatTr("Automatic");
        case Format::Csv: return formatTr("CSV");
        case Format::Plotter: return formatTr("Arduino plotter");
        case Format::Teleplot: return formatTr("Teleplot");
        case Format::Json: return formatTr("JSON Lines");
        case Format::KeyValue: return formatTr("key=value");
        case Format::Nmea: return formatTr("NMEA 0183");
        case Format::VeDirect: return formatTr("VE.Direct");
        case Format::Dsmr: return formatTr("DSMR P1");
        case Format::Slip: return formatTr("SLIP");
        case Format::Cobs: return formatTr("COBS");
        case Format::Modbus: return formatTr("Modbus RTU");
        case Format::Frame: return formatTr("Binary frames");
    }
    return {};
}

std::vector<engine::Format> formatsFor(const engine::DecodeSettings& settings) {
    using engine::Format;
    std::vector<Format> formats{Format::Auto, Format::Csv,      Format::Plotter, Format::Teleplot,
                                Format::Json, Format::KeyValue, Format::Nmea,    Format::VeDirect,
                                Format::Dsmr, Format::Slip,     Format::Cobs,    Format::Modbus};
    engine::DecodeSettings framed = settings;
    framed.format = Format::Frame;
    if (!settings.frame.fields.empty() && engine::checkDecode(framed))
        formats.push_back(Format::Frame);
    return formats;
}

}  // namespace telemetryhub::ui
