// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/format_words.h"

#include "theme/words.h"

namespace telemetryhub::ui {
namespace {}  // namespace

QString formatWord(engine::Format format) {
    using engine::Format;
    switch (format) {
        case Format::Auto: return Words::tr("Automatic");
        case Format::Csv: return Words::tr("CSV");
        case Format::Plotter: return Words::tr("Arduino plotter");
        case Format::Teleplot: return Words::tr("Teleplot");
        case Format::Json: return Words::tr("JSON Lines");
        case Format::KeyValue: return Words::tr("key=value");
        case Format::Nmea: return Words::tr("NMEA 0183");
        case Format::VeDirect: return Words::tr("VE.Direct");
        case Format::Dsmr: return Words::tr("DSMR P1");
        case Format::Slip: return Words::tr("SLIP");
        case Format::Cobs: return Words::tr("COBS");
        case Format::Modbus: return Words::tr("Modbus RTU");
        case Format::Frame: return Words::tr("Binary frames");
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
