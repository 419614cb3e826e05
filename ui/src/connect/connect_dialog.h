// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QDialog>

#include "connect/port_scanner.h"
#include "connect/source_list.h"
#include "telemetryhub/engine/hub/hub.h"

class QLabel;
class QPushButton;
class QTimer;

namespace telemetryhub::ui {

class DeviceForm;
class ElidedLabel;
class PreviewPanel;
class Theme;

/// Adds a device, or changes one: where it comes from, how it is read, what comes from there, what
/// is wrong with that.
///
/// It opens only what the operator chose, and while it can be seen; the stream goes on beside it.
///
/// Threads: main.
class ConnectDialog : public QDialog {
    Q_OBJECT

public:
    /// \pre `gateway` and `theme` outlive this object. `scan` lists the ports.
    ConnectDialog(engine::Hub& gateway, const Theme& theme, QWidget* parent,
                  PortScanner::Scan scan = scanPorts);

    [[nodiscard]] SourceList* sources() const { return m_sources; }
    [[nodiscard]] DeviceForm* form() const { return m_form; }
    [[nodiscard]] PreviewPanel* preview() const { return m_preview; }
    /// Shows a device to change it: it is made anew in its place.
    void edit(const engine::DeviceSnapshot& device);
    /// The same, and listens at every baud rate at once. The device lets go of its port for that,
    /// and takes it again when the dialog is given up.
    void findRate(const engine::DeviceSnapshot& device);
    /// Begins with the settings of a device, under a free name.
    void duplicate(const engine::DeviceSettings& settings);
    /// The specification of what the fields say.
    [[nodiscard]] QString specification() const;
    /// What is wrong with it; empty: nothing.
    [[nodiscard]] QString problem() const;
    /// Whether the buttons that add the device can be pressed.
    [[nodiscard]] bool canAdd() const;

public slots:
    /// Adds the device; closes the dialog when that succeeds.
    void add();
    /// The same, and starts it.
    void addAndStart();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    /// A sentence for a person and whether it stands in the way.
    struct Finding {
        QString text;
        bool blocks = false;
        std::optional<engine::Error> trouble{};  ///< why the port could not be opened now
    };

    QWidget* makeLeft();
    QWidget* makeRight();
    QWidget* makeFoot();
    void applyTheme();
    void takeScan(const PortScan& scan);
    void chooseSource();
    void check();
    [[nodiscard]] Finding findProblem(const engine::DeviceSettings& settings) const;
    [[nodiscard]] Finding findBusProblem(const engine::DeviceSettings& settings) const;
    [[nodiscard]] Finding findNetworkProblem(const engine::DeviceSettings& settings) const;
    [[nodiscard]] Finding findPortProblem(const engine::SerialSettings& serial) const;
    [[nodiscard]] QString freeName(const QString& wish) const;
    enum class Then { Rest, Start };
    [[nodiscard]] bool addDevice(Then then);
    [[nodiscard]] bool readsItself(const engine::DeviceSettings& settings) const;
    [[nodiscard]] bool isEdited(const engine::DeviceSnapshot& device) const;
    void fillIn(const engine::DeviceSettings& settings);
    void followPreview();
    void updatePreview();
    void updateButtons(const Finding& finding);
    [[nodiscard]] QString hintText() const;

    engine::Hub& m_gateway;
    const Theme& m_theme;
    SourceList* m_sources;
    DeviceForm* m_form;
    QLabel* m_portCount;
    QLabel* m_hint;
    QLabel* m_problemShape;
    QLabel* m_problem;
    ElidedLabel* m_spec;
    QPushButton* m_add = nullptr;
    QPushButton* m_connect = nullptr;
    PreviewPanel* m_preview;
    QTimer* m_previewPause;  ///< while the operator goes on choosing
    PortScan m_lastScan;
    Finding m_finding;
    std::optional<engine::DeviceId> m_edited;
    bool m_editedMeasures = false;
    std::string m_refusal;  ///< the gateway's answer, until a field changes
    PortScanner* m_scanner;
};

}  // namespace telemetryhub::ui
