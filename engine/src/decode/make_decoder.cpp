// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/csv_decoder.h"
#include "decode/dsmr_decoder.h"
#include "decode/frame_decoder.h"
#include "decode/json_decoder.h"
#include "decode/key_value_decoder.h"
#include "decode/modbus_decoder.h"
#include "decode/nmea_decoder.h"
#include "decode/packet_decoder.h"
#include "decode/plotter_decoder.h"
#include "decode/teleplot_decoder.h"
#include "decode/vedirect_decoder.h"
#include "telemetryhub/engine/decode/auto_decoder.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace telemetryhub::engine {

std::unique_ptr<Decoder> makeDecoder(const DecodeSettings& settings) {
    switch (settings.format) {
        case Format::Csv: return std::make_unique<CsvDecoder>(settings);
        case Format::Plotter: return std::make_unique<PlotterDecoder>(settings);
        case Format::Teleplot: return std::make_unique<TeleplotDecoder>(settings);
        case Format::Json: return std::make_unique<JsonDecoder>(settings);
        case Format::KeyValue: return std::make_unique<KeyValueDecoder>(settings);
        case Format::Nmea: return std::make_unique<NmeaDecoder>(settings);
        case Format::VeDirect: return std::make_unique<VeDirectDecoder>(settings);
        case Format::Dsmr: return std::make_unique<DsmrDecoder>(settings);
        case Format::Slip: return std::make_unique<PacketDecoder>(kSlipFraming, settings);
        case Format::Cobs: return std::make_unique<PacketDecoder>(kCobsFraming, settings);
        case Format::Frame: return std::make_unique<FrameDecoder>(settings);
        case Format::Modbus: return std::make_unique<ModbusDecoder>(settings);
        case Format::Auto: break;
    }
    return std::make_unique<AutoDecoder>(settings);
}

}  // namespace telemetryhub::engine
