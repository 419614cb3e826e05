// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "connect/source_list.h"
#include "telemetryhub/engine/core/device_settings.h"

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace telemetryhub::ui {

class ProfileChoice;
class SerialFields;
class Theme;

/// The settings of a device to connect, for each kind of source.
///
/// A profile fills in the serial settings and the format; what is changed afterwards overrules it.
///
/// Threads: main.
class DeviceForm : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    DeviceForm(const Theme& theme, QWidget* parent);

    void setKind(SourceList::Kind kind);
    /// Fills in a port; what was typed as the name stays.
    void setPort(const QString& path);
    /// A name to begin with; what was typed stays.
    void suggestName(const QString& name);

    /// Shows the settings of a device that there is; what has no field is kept. Its kind.
    SourceList::Kind fillIn(const engine::DeviceSettings& settings);
    void setBaud(int baud);

    /// What the fields say, not checked.
    [[nodiscard]] engine::DeviceSettings settings() const;
    /// The path as typed, for serial ports.
    [[nodiscard]] QString portPath() const;
    /// The specification that was typed in place of a path, read; nothing when it is a path.
    [[nodiscard]] std::optional<engine::Result<engine::DeviceSettings>> typedSpecification() const;
    /// What is wrong with the chosen profile; empty: nothing.
    [[nodiscard]] QString profileProblem() const;

signals:
    void changed();

private:
    QWidget* makeSimulatedPage();
    QWidget* makeReplayPage();
    QWidget* makeTcpPage();
    QWidget* makeUdpPage();
    QLineEdit* textField(QWidget* parent, const QString& placeholder);
    QSpinBox* portBox(QWidget* parent);
    QWidget* makeFileRow(QWidget* parent);
    void chooseFile();
    void offerFormats(const engine::DecodeSettings& decode);
    void takeProfile();
    /// What a device that was filled in has beside the fields.
    template <typename Settings>
    [[nodiscard]] Settings begunFrom() const {
        const auto* before = m_filledIn ? std::get_if<Settings>(&m_filledIn->bus) : nullptr;
        return before ? *before : Settings{};
    }
    void fillInBus(const engine::BusSettings& bus);
    [[nodiscard]] engine::DeviceSettings settingsToBegin() const;
    [[nodiscard]] engine::ReplaySettings replaySettings() const;
    [[nodiscard]] engine::UdpSettings udpSettings() const;
    [[nodiscard]] engine::BusSettings busSettings() const;

    const Theme& m_theme;
    SourceList::Kind m_kind = SourceList::Kind::Simulated;
    std::optional<engine::DeviceSettings> m_filledIn;
    SerialFields* m_serial;
    QWidget* m_simulatedPage = nullptr;
    QWidget* m_replayPage = nullptr;
    QWidget* m_tcpPage = nullptr;
    QWidget* m_udpPage = nullptr;
    QLineEdit* m_name;
    ProfileChoice* m_profile;
    QComboBox* m_format;
    QDoubleSpinBox* m_rate = nullptr;
    QSpinBox* m_channels = nullptr;
    QLineEdit* m_file = nullptr;
    QComboBox* m_speed = nullptr;
    QSpinBox* m_repeat = nullptr;
    QLineEdit* m_host = nullptr;
    QSpinBox* m_tcpPort = nullptr;
    QSpinBox* m_udpPort = nullptr;
    QLineEdit* m_address = nullptr;
    QLineEdit* m_group = nullptr;
    QLineEdit* m_interface = nullptr;
};

}  // namespace telemetryhub::ui
